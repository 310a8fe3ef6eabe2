"""The pages of bodies and meetings: open to everybody who is signed in; agendas lie elsewhere."""
