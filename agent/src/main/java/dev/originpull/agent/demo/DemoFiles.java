package dev.originpull.agent.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of a demonstration.
 *
 * @param ca the CA's certificate
 * @param leaf the leaf
 * @param key the leaf's private key
 */
public record DemoFiles(Path ca, Path leaf, Path key) {

    /** Where they lie in a folder. */
    public static DemoFiles in(Path folder) {
        return new DemoFiles(
                folder.resolve("origin-pull-ca.pem"), folder.resolve("leaf.pem"), folder.resolve("leaf.key"));
    }

    public List<Path> all() {
        return List.of(ca, leaf, key);
    }
}
