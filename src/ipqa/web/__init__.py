"""The service in a browser and over HTTP: one process, one port."""
