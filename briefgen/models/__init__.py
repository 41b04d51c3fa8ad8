"""What a person writes, as frozen pydantic models."""
