"""What is kept, one module per subject: SQL goes in, plain values come out."""
