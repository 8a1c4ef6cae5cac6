"""Rules about who helps whom: what was pledged, and how long it goes on."""
