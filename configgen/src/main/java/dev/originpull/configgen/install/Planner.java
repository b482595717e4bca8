package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Locator;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works out which files a change edits, and touches none.
 *
 * @param hook the line that takes up a hostname's file, with {@code {folder}} and {@code {hostname}} in it
 */
record Planner(Locator locator, Disk disk, Folders folders, String hook) {
    Installer.Plan plan(Change change) throws LocateException, IOException, InterruptedException {
        Hook line = new Hook(hookLine(change.hostname()));
        Located located = locator.locate(change.hostname(), line.line());
        Path fragment = folders.fragment(change.hostname());
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(fragment, disk.read(fragment), change.fragment().map(Bytes::of)));
        Map<Path, List<Block>> byFile = new LinkedHashMap<>();
        for (Block block : located.blocks()) {
            byFile.computeIfAbsent(block.file(), file -> new ArrayList<>()).add(block);
        }
        for (Map.Entry<Path, List<Block>> file : byFile.entrySet()) {
            Bytes before = disk.read(file.getKey())
                    .orElseThrow(() -> new IOException(file.getKey() + " has gone while it was read"));
            Bytes after = change.fragment().isPresent() ? line.into(before, file.getValue()) : line.outOf(before);
            edits.add(new Edit(file.getKey(), Optional.of(before), Optional.of(after)));
        }
        edits.removeIf(edit -> edit.before().equals(edit.after()));
        return new Installer.Plan(located, edits);
    }

    String hookLine(Hostname hostname) {
        return hook.replace("{folder}", folders.fragments().toString()).replace("{hostname}", hostname.name());
    }
}
