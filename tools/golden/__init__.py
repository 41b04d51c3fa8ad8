"""Pictures of pages and screens, and the references that they are held against."""
