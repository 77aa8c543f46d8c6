# syntax=docker/dockerfile:1.19
# One image a program: docker build --target gateway|worker|audit-indexer|zoho .
FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw --batch-mode --no-transfer-progress package -DskipTests

# What all programs have in common: a JRE, a user without rights, no file it may write but under /tmp.
FROM eclipse-temurin:25-jre-noble AS program
RUN useradd --system --uid 10001 --no-create-home sluice
COPY deploy/docker/health /usr/local/bin/health
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["/usr/local/bin/health"]

FROM program AS gateway
COPY --from=build /src/gateway/target/lib /app/lib
COPY --from=build /src/gateway/target/gateway.jar /app/
ENV SLUICE_HTTP_HOST=0.0.0.0 SLUICE_HTTP_PORT=8080 HEALTH_PORT=8080
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app/gateway.jar"]

FROM program AS worker
COPY --from=build /src/worker/target/lib /app/lib
COPY --from=build /src/worker/target/worker.jar /app/
ENV SLUICE_HEALTH_PORT=8081 HEALTH_PORT=8081
ENTRYPOINT ["java", "-jar", "/app/worker.jar"]

FROM program AS audit-indexer
COPY --from=build /src/audit-indexer/target/lib /app/lib
COPY --from=build /src/audit-indexer/target/audit-indexer.jar /app/
ENV SLUICE_HEALTH_PORT=8081 HEALTH_PORT=8081
ENTRYPOINT ["java", "-jar", "/app/audit-indexer.jar"]

# The stand-in for Zoho, which leaves its credentials where a worker finds them.
FROM program AS zoho
COPY --from=build /src/sandbox/target/lib /app/lib
COPY --from=build /src/sandbox/target/sandbox.jar /app/
USER root
RUN install -d -o 10001 -m 700 /credentials
USER 10001
VOLUME /credentials
ENV HEALTH_PORT=7780 HEALTH_PATH=/__double/organisations
EXPOSE 7780
ENTRYPOINT ["java", "-jar", "/app/sandbox.jar", "zoho"]
CMD ["--host", "0.0.0.0", "--port", "7780", "--credentials", "/credentials/zoho.json"]
