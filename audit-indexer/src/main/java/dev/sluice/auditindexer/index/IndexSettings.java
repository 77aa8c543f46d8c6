package dev.sluice.auditindexer.index;

import dev.sluice.common.settings.Secret;
import dev.sluice.common.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How OpenSearch is reached and used.
 *
 * @param urls one or more nodes
 * @param name the alias of the whole trail; each month's index has this name and the month
 * @param access by what this program is known there
 * @param certificates PEM file of the authorities that TLS is to trust instead of the JDK's
 * @param install whether the index template is installed and upgraded, or an operator's business
 * @param shards of each month's index
 * @param replicas of each shard
 * @param batch the most documents of one request
 * @param requestTimeout how long one request may take
 */
public record IndexSettings(
        List<URI> urls,
        String name,
        Access access,
        Optional<Path> certificates,
        boolean install,
        int shards,
        int replicas,
        int batch,
        Duration requestTimeout) {
    public IndexSettings {
        urls = List.copyOf(urls);
    }

    /** By what this program is known to OpenSearch. */
    public sealed interface Access {
        /** By nothing. */
        record Anonymous() implements Access {}

        /** By a user's name and password. */
        record Basic(String username, Secret password) implements Access {}

        /** By its AWS identity, each request signed with SigV4. */
        record Aws(String region, String service) implements Access {}
    }

    public static IndexSettings read(SettingsReader settings) {
        return new IndexSettings(
                urls(settings),
                settings.string("index.name", "sluice-audit"),
                access(settings),
                settings.path("index.certificates"),
                settings.flag("index.install", true),
                settings.integer("index.shards", 1, 1, 64),
                settings.integer("index.replicas", 1, 0, 8),
                settings.integer("index.batch", 2000, 1, 20_000),
                settings.duration("index.request-timeout", Duration.ofSeconds(30)));
    }

    private static List<URI> urls(SettingsReader settings) {
        var urls = new ArrayList<URI>();
        for (var text : settings.list("index.urls", List.of("http://127.0.0.1:9200"))) {
            try {
                var url = URI.create(text);
                if (url.getUserInfo() != null) {
                    settings.problem("index.urls has credentials in a URL; give index.username and index.password");
                    continue;
                }
                if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                    urls.add(url);
                    continue;
                }
            } catch (IllegalArgumentException _) {
                // told below
            }
            settings.problem("index.urls has '" + text + "', expected URLs such as https://host:9200");
        }
        return urls;
    }

    private static Access access(SettingsReader settings) {
        var username = settings.optional("index.username");
        var password = settings.secret("index.password");
        var region = settings.optional("index.aws-region");
        var service = settings.string("index.aws-service", "es");
        if (username.isPresent() != password.isPresent()) {
            settings.problem("index.username and index.password belong together: one of them is missing");
        }
        if (region.isPresent() && username.isPresent()) {
            settings.problem("index.aws-region and index.username are two ways in: give one");
        }
        if (region.isPresent()) {
            return new Access.Aws(region.get(), service);
        }
        if (username.isPresent() && password.isPresent()) {
            return new Access.Basic(username.get(), password.get());
        }
        return new Access.Anonymous();
    }
}
