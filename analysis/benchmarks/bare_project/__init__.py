"""A Django project with nothing in it but what a page of a survey needs: what Canvass's pages are measured beside."""
