"""WeCom's endpoints for one self-built app."""
