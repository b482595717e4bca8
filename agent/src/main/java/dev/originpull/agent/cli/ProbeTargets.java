package dev.originpull.agent.cli;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.OpenableFile;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.config.TargetsException;
import dev.originpull.agent.config.TargetsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The origins that a command line names: itself, and in a file. */
final class ProbeTargets {
    private static final String STDIN = "-";

    private final Console console;

    ProbeTargets(Console console) {
        this.console = console;
    }

    /** All of them, each once; at least one. */
    List<Target> collect(List<String> addresses, Optional<String> file, Target.Defaults defaults)
            throws CommandException {
        List<Target> named = new ArrayList<>();
        for (String address : addresses) {
            named.add(target(address, defaults));
        }
        if (file.isPresent()) {
            named.addAll(read(file.get(), defaults));
        }
        Map<String, Target> once = new LinkedHashMap<>();
        for (Target target : named) {
            Target before = once.putIfAbsent(target.address() + " " + target.hostname(), target);
            if (before != null && !before.expected().equals(target.expected())) {
                throw CommandException.usage(target.address() + " " + target.hostname()
                        + " is named twice, with two expectations: leave one out");
            }
        }
        return List.copyOf(once.values());
    }

    private static Target target(String text, Target.Defaults defaults) throws CommandException {
        Address address;
        try {
            address = Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
        if (address instanceof Address.Literal && defaults.hostname().isEmpty()) {
            throw CommandException.usage(
                    "'" + text + "' is an IP address: add --hostname NAME, the name that it serves");
        }
        return Target.of(address, defaults);
    }

    private static boolean isSpecial(String file) {
        try {
            return OpenableFile.isSpecial(Path.of(file));
        } catch (IOException e) {
            // What is wrong with it shows when it is opened.
            return false;
        }
    }

    private List<Target> read(String file, Target.Defaults defaults) throws CommandException {
        boolean stdin = file.equals(STDIN);
        if (!stdin && isSpecial(file)) {
            throw CommandException.usage(
                    file + " is a pipe, a device or a socket: give --targets a regular file, or - for stdin");
        }
        try (InputStream in = stdin ? console.in() : Files.newInputStream(Path.of(file))) {
            return TargetsFile.read(stdin ? "stdin" : file, in, defaults);
        } catch (TargetsException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e.problems(), e);
        } catch (NoSuchFileException e) {
            throw CommandException.usage("no such file: " + file + ": give --targets a file that is there, or -", e);
        } catch (AccessDeniedException e) {
            throw CommandException.usage("permission denied: " + file + ": let this user read it", e);
        } catch (IOException e) {
            throw CommandException.usage(
                    "cannot read " + file + " (" + e.getMessage() + "): give --targets a text file", e);
        }
    }
}
