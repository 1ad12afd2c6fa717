# The same commit makes the same image: what is installed is hashed, bytecode bears hashes instead of times, and
# whoever publishes names the base by its digest (--build-arg BASE=python:3.12-slim-bookworm@sha256:...) and the
# time of the commit (SOURCE_DATE_EPOCH). `make image` makes the tree twice and compares it.
ARG BASE=python:3.12-slim-bookworm

FROM ${BASE} AS build
ARG SOURCE_DATE_EPOCH=0
ENV PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
ENV PYTHONPATH=/tree/lib/python3.12/site-packages PYTHONDONTWRITEBYTECODE=1
WORKDIR /src
COPY requirements.txt ./
RUN pip install --quiet --ignore-installed --prefix /tree --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY adapters adapters
COPY scheduler scheduler
COPY roadmap_data roadmap_data
RUN pip install --quiet --ignore-installed --prefix /tree --no-deps --no-build-isolation .
RUN python -m compileall -q --invalidation-mode unchecked-hash -s /tree -p /usr/local /tree

FROM ${BASE}
ARG SOURCE_DATE_EPOCH=0
COPY --from=build /tree /usr/local
RUN useradd --uid 10001 --no-create-home waymark && mkdir /data && chown waymark /data
USER waymark
ENV WAYMARK_DATABASE_URL=/data/waymark.db
VOLUME /data
ENTRYPOINT ["waymark"]
CMD ["run"]
