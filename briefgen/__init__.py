"""Policy briefs from annotated sources."""
