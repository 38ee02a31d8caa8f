"""A case for programs: JSON and CSV under `/api/v1`, described by OpenAPI 3.1, errors after RFC 9457."""
