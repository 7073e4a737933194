FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

RUN useradd --system --uid 10001 --create-home canvass
WORKDIR /app

# `run`, or `providers` with what mail through a provider needs: --build-arg REQUIREMENTS=providers
ARG REQUIREMENTS=run
COPY requirements/${REQUIREMENTS}.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/${REQUIREMENTS}.txt

COPY . .

# Answers are in the database, and beat makes its schedule anew: what is kept here are files to take away.
ENV CANVASS_DATA=/var/lib/canvass
# The key is for this step alone, and opens nothing.
RUN SECRET_KEY=while-building python manage.py collectstatic --no-input --verbosity 0 \
    && mkdir -p "$CANVASS_DATA/exports" "$CANVASS_DATA/weekly-exports" \
    && chown -R canvass:canvass "$CANVASS_DATA"

USER canvass
ENV BIND_ADDRESS=0.0.0.0 PORT=8000
EXPOSE 8000
CMD ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
