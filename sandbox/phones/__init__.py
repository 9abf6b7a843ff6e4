"""The phones in the browser: pages, pictures, sample photos. They talk over the control API only."""
