# One image for the API, the workers and the migration; docker-compose.yml says who runs what.

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
# The embedded PostgreSQL is an optional part of a package: a container has a real one beside it.
RUN npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
# Belongs to root: the service cannot change itself.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
CMD ["node", "dist/apps/api/src/main.js"]
