FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt pyproject.toml README.md LICENSE ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY bot bot
COPY adapters adapters
COPY scheduler scheduler
COPY roadmap_data roadmap_data
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --uid 10001 --no-create-home waymark \
    && mkdir /data && chown waymark /data

USER waymark
ENV WAYMARK_DATABASE_URL=/data/waymark.db
VOLUME /data
ENTRYPOINT ["waymark"]
CMD ["run"]
