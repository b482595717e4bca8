package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out which files a change edits, and touches none.
 *
 * @param hook the line that takes up a hostname's file, with {@code {folder}} and {@code {hostname}} in it
 * @param outerHook the line that takes up what the block around all blocks needs; empty for a server that needs nothing there
 */
record Planner(Locator locator, Disk disk, Folders folders, String hook, Optional<String> outerHook) {
    Installer.Plan plan(Change change) throws LocateException, IOException, InterruptedException {
        Hook line = new Hook(hookLine(change.hostname()));
        Located located = locator.locate(change.hostname(), line.line());
        return change.fragment().isPresent() ? written(change, located, line) : removed(change, located, line);
    }

    private Installer.Plan written(Change change, Located located, Hook line) throws LocateException, IOException {
        refuseWhatIsThere(change, located);
        Path fragment = folders.fragment(change.hostname());
        Optional<Bytes> present = disk.read(fragment);
        StringBuilder text = new StringBuilder(change.fragment().orElseThrow());
        Optional<RequestLog.Fate> fate = change.log().map(log -> log.fate(located));
        boolean logs = fate.filter(RequestLog.Fate.Written.class::isInstance).isPresent();
        if (fate.isPresent() && fate.get() instanceof RequestLog.Fate.Written written) {
            text.append(change.log().orElseThrow().text(written));
        }
        text.append(Adopted.kept(located.blocks(), present));
        List<Edit> edits = new ArrayList<>();
        List<Edit> outer = logs ? outer(change, located) : List.of();
        Bytes wanted = Bytes.of(text.toString());
        boolean same = present.isPresent() && Drift.sameSettings(present.get(), wanted);
        Edit own = new Edit(fragment, present, same ? present : Optional.of(wanted));
        List<Edit> users = users(located, line, outer);
        // A file of the user's that gets both lines is edited once.
        Set<Path> edited = byFile(located).keySet();
        outer.stream().filter(edit -> !edited.contains(edit.file())).forEach(edits::add);
        // Our file comes before the line that takes it up, and after what it needs from outside.
        boolean hooked = located.blocks().stream().allMatch(Block::hooked);
        edits.addAll(hooked ? users : List.of());
        edits.add(own);
        edits.addAll(hooked ? List.of() : users);
        edits.removeIf(edit -> edit.before().equals(edit.after()));
        return new Installer.Plan(located, edits, said(change, located, fate));
    }

    private static void refuseWhatIsThere(Change change, Located located) throws LocateException {
        String existing = Adopted.places(located.blocks());
        if (!existing.isEmpty() && change.adoptWith().isPresent()) {
            throw Undecidable.because(existing + ": the block that answers for " + change.hostname()
                    + " asks for client certificates without originpull: to move this into originpull's file, run: "
                    + change.adoptWith().get());
        }
    }

    private static List<String> said(Change change, Located located, Optional<RequestLog.Fate> fate) {
        List<String> said = new ArrayList<>();
        fate.ifPresent(known -> said.add(change.log().orElseThrow().said(known)));
        String adopted = Adopted.places(located.blocks());
        if (!adopted.isEmpty()) {
            said.add("our file takes the place of " + adopted);
        }
        return said;
    }

    /** The format of the log and, in a file that none of the blocks is in, the line that takes it up. */
    private List<Edit> outer(Change change, Located located) throws IOException {
        Optional<String> text = change.log().flatMap(RequestLog::outer);
        if (text.isEmpty() || located.outer().isEmpty() || outerHook.isEmpty()) {
            return List.of();
        }
        Hook line = new Hook(filled(outerHook.get(), change.hostname()));
        Path file = folders.outer(change.hostname());
        Path around = located.outer().get().file();
        Bytes before = present(around);
        Bytes after = line.isIn(before)
                ? before
                : Splice.apply(
                        before, List.of(line.after(before, located.outer().get().opening())));
        return List.of(
                new Edit(file, disk.read(file), Optional.of(Bytes.of(text.get()))),
                new Edit(
                        around,
                        Optional.of(before),
                        Optional.of(after),
                        Optional.of(new Edit.Ours(List.of(line.line()), List.of()))));
    }

    private List<Edit> users(Located located, Hook line, List<Edit> outer) throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (Map.Entry<Path, List<Block>> file : byFile(located).entrySet()) {
            Bytes before = present(file.getKey());
            List<Splice> splices = new ArrayList<>(line.splices(before, file.getValue()));
            splices.addAll(Adopted.splices(before, file.getValue()));
            List<String> hooks = new ArrayList<>(List.of(line.line()));
            for (Edit around : outer) {
                if (around.file().equals(file.getKey()) && around.ours().isPresent()) {
                    hooks.addAll(around.ours().get().hooks());
                    Hook other = new Hook(hooks.get(1));
                    if (!other.isIn(before)) {
                        splices.add(other.after(
                                before, located.outer().orElseThrow().opening()));
                    }
                }
            }
            edits.add(new Edit(
                    file.getKey(),
                    Optional.of(before),
                    Optional.of(Splice.apply(before, splices)),
                    Optional.of(new Edit.Ours(hooks, Adopted.insteadOfHooks(file.getValue())))));
        }
        return edits;
    }

    private Installer.Plan removed(Change change, Located located, Hook line) throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (Path ours : List.of(folders.fragment(change.hostname()), folders.outer(change.hostname()))) {
            edits.add(new Edit(ours, disk.read(ours), Optional.empty()));
        }
        List<Hook> lines = new ArrayList<>(List.of(line));
        outerHook.ifPresent(outer -> lines.add(new Hook(filled(outer, change.hostname()))));
        Set<Path> files = new LinkedHashSet<>(byFile(located).keySet());
        located.outer().ifPresent(outer -> files.add(outer.file()));
        for (Path file : files) {
            Bytes before = present(file);
            Bytes after = before;
            for (Hook each : lines) {
                after = each.outOf(after);
            }
            List<String> found = lines.stream()
                    .filter(each -> each.isIn(before))
                    .map(Hook::line)
                    .toList();
            edits.add(new Edit(
                    file,
                    Optional.of(before),
                    Optional.of(after),
                    Optional.of(new Edit.Ours(found.isEmpty() ? List.of(line.line()) : found, List.of()))));
        }
        edits.removeIf(edit -> edit.before().equals(edit.after()));
        return new Installer.Plan(located, edits, List.of());
    }

    private static Map<Path, List<Block>> byFile(Located located) {
        Map<Path, List<Block>> byFile = new LinkedHashMap<>();
        for (Block block : located.blocks()) {
            byFile.computeIfAbsent(block.file(), file -> new ArrayList<>()).add(block);
        }
        return byFile;
    }

    private Bytes present(Path file) throws IOException {
        return disk.read(file).orElseThrow(() -> new IOException(file + " has gone while it was read"));
    }

    String hookLine(Hostname hostname) {
        return filled(hook, hostname);
    }

    Optional<String> outerHookLine(Hostname hostname) {
        return outerHook.map(line -> filled(line, hostname));
    }

    private String filled(String line, Hostname hostname) {
        return line.replace("{folder}", folders.fragments().toString()).replace("{hostname}", hostname.name());
    }
}
