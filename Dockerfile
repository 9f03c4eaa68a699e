# One image for every part: `reelshelf serve`, `work`, `migrate`, or `up` with databases of its own.
# Builds with Docker, Podman and Buildah; see docs/operations.md.

FROM debian:bookworm-slim AS base
ENV DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 PYTHONUNBUFFERED=1
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends python3 ca-certificates \
 && rm -rf /var/lib/apt/lists/*

FROM base AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv
WORKDIR /build
# Lock files first: dependencies are installed anew only when these change.
COPY pyproject.toml uv.lock README.md ./
COPY scripts/bootstrap scripts/
COPY web/package.json web/package-lock.json web/
RUN python3 -m venv /uv && /uv/bin/pip install --quiet "uv>=0.9"
# Certificates that the base image trusts are trusted here too, for those who build behind a proxy of their own.
ENV UV_PROJECT_ENVIRONMENT=/app UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NATIVE_TLS=1 \
    NODE_OPTIONS=--use-system-ca
RUN /uv/bin/uv sync --quiet --locked --no-dev --no-install-project \
 && /uv/bin/uv venv --quiet /node \
 && /uv/bin/uv export --quiet --locked --only-group build --no-emit-project -o /node/requirements.txt \
 && /uv/bin/uv pip install --quiet --python /node -r /node/requirements.txt
RUN cd web && PATH=/node/bin:$PATH npm ci --no-audit --no-fund
COPY web web
COPY src src
RUN cd web && PATH=/node/bin:$PATH npm run build
RUN /uv/bin/uv sync --quiet --locked --no-dev --no-editable

FROM base
# A number, so that an orchestrator can check that it is not root.
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin reelshelf \
 && install -d -o reelshelf -g reelshelf -m 0700 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    REELSHELF_DATA_DIR=/data \
    REELSHELF_HOST=0.0.0.0 \
    REELSHELF_PORT=8420
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8420
STOPSIGNAL SIGTERM
ENTRYPOINT ["reelshelf"]
CMD ["up", "--no-open"]
