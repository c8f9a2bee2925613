# ralph, built from this folder: docker build -t ralph .
FROM node:22-bookworm-slim AS build
WORKDIR /ralph
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
# git says which commit is reviewed; espeak-ng speaks for the reference stack.
RUN apt-get update && apt-get install -y --no-install-recommends git espeak-ng && rm -rf /var/lib/apt/lists/*
WORKDIR /ralph
COPY --from=build /ralph/package.json /ralph/ralph.schema.json /ralph/fleet.schema.json /ralph/LICENSE ./
COPY --from=build /ralph/bin ./bin
COPY --from=build /ralph/dist ./dist
COPY --from=build /ralph/deploy ./deploy
COPY --from=build /ralph/docs ./docs
COPY --from=build /ralph/fixtures/commands ./fixtures/commands
COPY --from=build /ralph/fixtures/stacks ./fixtures/stacks
COPY --from=build /ralph/node_modules ./node_modules
RUN ln -s /ralph/bin/ralph.js /usr/local/bin/ralph
# With --gpus all, nvidia-smi of the host is there, and no more than it.
ENV NVIDIA_DRIVER_CAPABILITIES=utility
# What an agent is known by, and what a fleet remembers of agents, lie where a volume can keep them.
RUN install -d -o node -g node /var/lib/ralph /fleet
ENV XDG_STATE_HOME=/var/lib
USER node
WORKDIR /work
ENTRYPOINT ["ralph"]
CMD ["review"]
