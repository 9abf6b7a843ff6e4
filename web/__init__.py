"""Pages for people outside the chat: notice and receipt, binding, staff pages, health. Nothing is decided
here; every page asks a use-case."""
