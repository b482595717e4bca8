package dev.originpull.it.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A web server of the lab.
 *
 * @param mode what the agent should find, as the compose file's label says
 * @param files what the compose file mounts from {@code docker/lab}, by the place where the server sees it
 */
record LabServer(String name, String mode, Map<String, Path> files) {
    /** Where all of them listen for TLS. */
    static final int PORT = 8443;

    private static final String MODE = "dev.originpull.mode";

    LabServer {
        files = Map.copyOf(files);
    }

    static List<LabServer> all() {
        return ComposeIT.services()
                .filter(service -> service.json().path("labels").has(MODE))
                .map(LabServer::of)
                .toList();
    }

    private static LabServer of(ComposeIT.Service service) {
        Map<String, Path> files = new TreeMap<>();
        for (String volume : service.volumes()) {
            String[] parts = volume.split(":", -1);
            if (parts[0].startsWith("./lab/")) {
                files.put(parts[1], Checkout.DOCKER.resolve(parts[0]).normalize());
            }
        }
        JsonNode labels = service.json().path("labels");
        return new LabServer(service.name(), labels.path(MODE).asText(), files);
    }

    /** Its name in TLS, as the lab's agent asks for it. */
    String hostname() {
        return name + ".example.com";
    }

    /** Writes its files into a folder, with that folder, port and this machine's places in the place of the container's. */
    void install(Path home, int port) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Files.writeString(
                    home.resolve(Path.of(file.getKey()).getFileName()),
                    Files.readString(file.getValue())
                            // First, since the folder may itself lie there.
                            .replace("/tmp", home.toString())
                            .replace("/lab/", home + "/")
                            .replace("/usr/local/apache2", "/usr/lib/apache2")
                            // Engines give it to the container's user; here it is another's.
                            .replace(
                                    "/proc/self/fd/2", home.resolve("error.log").toString())
                            .replace(Integer.toString(PORT), Integer.toString(port)));
        }
    }

    /** The words that start it on this machine, which has Debian's. */
    List<String> command(Path program, Path home) {
        String configuration = files.keySet().stream()
                .map(place -> home.resolve(Path.of(place).getFileName()).toString())
                .filter(file -> !file.endsWith("verify.conf"))
                .findFirst()
                .orElseThrow();
        String words = switch (program()) {
            case "nginx" -> "-e stderr -c " + configuration;
            case "apache2" -> "-D FOREGROUND -f " + configuration;
            case "haproxy" -> "-db -f " + configuration;
            default -> "run --adapter caddyfile --config " + configuration;
        };
        return Stream.concat(Stream.of(program.toString()), List.of(words.split(" ")).stream())
                .toList();
    }

    /** The program that it is. */
    String program() {
        return name.startsWith("nginx") ? "nginx" : name.equals("apache") ? "apache2" : name;
    }

    @Override
    public String toString() {
        return name;
    }
}
