package dev.originpull.agent.web.pages;

import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The style sheet, the script and the icon. Each lies at a path with its digest, and may be kept for ever. */
final class Assets implements Endpoint {
    static final String PATH = "/static/";
    private static final Map<String, String> TYPES = Map.of(
            "pages.css", "text/css; charset=utf-8",
            "pages.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml; charset=utf-8");
    private static final int DIGEST_BYTES = 8;

    private final Map<String, Response> byPath = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();

    Assets() {
        TYPES.forEach((name, type) -> {
            String text = read(name);
            String path = PATH + digest(text) + "/" + name;
            paths.put(name.substring(name.indexOf('.') + 1), path);
            byPath.put(path, Response.of(200, type, text).with("Cache-Control", "public, max-age=31536000, immutable"));
        });
    }

    /** Where they lie, by the end of their names: {@code css}, {@code js}, {@code svg}. */
    Map<String, String> paths() {
        return Map.copyOf(paths);
    }

    @Override
    public CompletionStage<Response> answer(Request request) {
        return CompletableFuture.completedFuture(Optional.ofNullable(byPath.get(request.path()))
                .orElseGet(() -> Response.text(404, "no such file: load the page again")));
    }

    private static String read(String name) {
        try (@Nullable InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
