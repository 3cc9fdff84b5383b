# syntax=docker/dockerfile:1

# Nightdesk in a container.
#
#   docker build -t nightdesk --build-arg AGENT=claude .
#   docker run --rm -v nightdesk:/home/nightdesk --entrypoint git nightdesk clone https://… src/shop
#   docker run --rm -it -v nightdesk:/home/nightdesk --entrypoint claude nightdesk auth login
#   docker run -d --name nightdesk -v nightdesk:/home/nightdesk -e TELEGRAM_BOT_TOKEN \
#     -v "$PWD/nightdesk.yaml:/etc/nightdesk.yaml:ro" nightdesk serve --config /etc/nightdesk.yaml
#   docker logs -f nightdesk                                      the pairing code, and what it says
#
# The user inside has the number 10001 and must be able to read the config: write the token as
# "${TELEGRAM_BOT_TOKEN}", export it, and chmod 644 the file. The repository above is `path: ~/src/shop` in it.
# Instead of signing in, an API key will do: `-e ANTHROPIC_API_KEY` in the last run.
#
# Agents live inside the container and die with it: `docker restart` ends them, as a restart of the gateway on
# a host does not. Their journals are in the volume, so nothing they said is lost. Keep the repositories in the
# volume too (or mount them), or a new container starts without them.
#
# Claude Code is in the image only with `AGENT=claude`, through npm: the newest, or the one that
# `--build-arg CLAUDE_VERSION=2.1.329` names.
#
# Health and metrics are served on 127.0.0.1:7466 inside the container. To publish them, put a TLS proxy in front,
# say `http: { bind: 0.0.0.0:7466, token: "${NIGHTDESK_HTTP_TOKEN}", behind_tls: true }` in the configuration, and
# add `-p 127.0.0.1:7466:7466`.

ARG AGENT=none

# ── build ────────────────────────────────────────────────────────────────────
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src

COPY . .
RUN --mount=type=cache,target=/root/.m2 ./nightdesk build -pl gateway -am

# ── run ──────────────────────────────────────────────────────────────────────
FROM eclipse-temurin:25-jre AS runtime
# git for the worktrees; ps, setsid and perl for the agents' processes; tini because an agent may leave children
# behind that only PID 1 can collect.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      ca-certificates curl git openssh-client perl procps tini util-linux \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --create-home --shell /bin/bash nightdesk \
 && chmod 700 /home/nightdesk
COPY --from=build /src/nightdesk /opt/nightdesk/
COPY --from=build /src/gateway/target/lib /opt/nightdesk/gateway/target/lib
COPY --from=build /src/gateway/target/nightdesk.jar /opt/nightdesk/gateway/target/
RUN ln -s /opt/nightdesk/nightdesk /usr/local/bin/nightdesk

FROM runtime AS agent-none

FROM node:24-bookworm-slim AS node

FROM runtime AS agent-claude
ARG CLAUDE_VERSION=latest
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN node /usr/local/lib/node_modules/npm/bin/npm-cli.js install --global --no-fund --no-audit \
      "@anthropic-ai/claude-code@${CLAUDE_VERSION}" \
 && claude --version

FROM agent-${AGENT}
USER nightdesk
WORKDIR /home/nightdesk
# State (~/.nightdesk), the agents' own settings (~/.claude), repositories.
VOLUME /home/nightdesk
EXPOSE 7466
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD curl -fsS http://127.0.0.1:7466/health || exit 1
ENTRYPOINT ["tini", "--", "/opt/nightdesk/nightdesk"]
CMD ["serve"]
