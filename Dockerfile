# The command with what it may ask (git, npm), as an image for jobs and for `docker run --rm -v "$PWD:/work:ro" IMAGE`.
FROM node:24.21.0-alpine AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm pack --pack-destination /tmp \
  && npm install --global --prefix /opt/multiarch-lint --ignore-scripts --no-audit --no-fund /tmp/multiarch-lint-*.tgz

FROM node:24.21.0-alpine
# A job runs as `node` in a checkout that is root's, which git takes for somebody else's without this.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /opt/multiarch-lint/ /usr/local/
USER node
WORKDIR /work
# The entrypoint of the base image runs what it is given: a shell in a job of GitLab.
CMD ["multiarch-lint"]
