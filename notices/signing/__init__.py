"""Signatures in a letter's file (PAdES): making them, and looking at what came back. It knows no database."""
