"""What Canvass costs, each figure beside a reference measured in the same run. Never in the web process."""
