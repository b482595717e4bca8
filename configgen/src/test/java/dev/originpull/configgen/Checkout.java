package dev.originpull.configgen;

import static java.util.Objects.requireNonNull;

import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import java.nio.file.Path;
import java.util.Optional;

/** The checkout that is being built. */
public final class Checkout {
    private Checkout() {}

    public static Path root() {
        return Path.of(requireNonNull(
                System.getProperty("originpull.checkout"),
                "the build sets originpull.checkout to the checkout's root"));
    }

    public static Path templates() {
        return root().resolve("templates");
    }

    public static Catalog catalog() throws CatalogException {
        return Catalog.load(templates(), Optional.empty());
    }
}
