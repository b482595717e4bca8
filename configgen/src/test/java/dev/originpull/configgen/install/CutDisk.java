package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that forgets at a power cut what POSIX does not promise to keep: content that was not forced, and names in folders
 * that were not forced.
 */
final class CutDisk implements Disk {
    /** What a file is beside its names. */
    private static final class Inode {
        private Bytes content;
        private Bytes kept = Bytes.of("");
        private String likeness;
        /** Whether a name of it would survive. */
        private boolean named;

        private Inode(Bytes content, String likeness) {
            this.content = content;
            this.likeness = likeness;
        }
    }

    private final Faults faults;
    private Map<Path, Inode> names;
    private final Map<Path, Inode> keptNames;
    /** Names that nothing can take the place of, and why. */
    final Map<Path, String> obstacles;

    CutDisk(Faults faults) {
        this(faults, new TreeMap<>(), new HashMap<>(), new HashMap<>());
    }

    private CutDisk(Faults faults, Map<Path, Inode> names, Map<Path, Inode> keptNames, Map<Path, String> obstacles) {
        this.faults = faults;
        this.names = names;
        this.keptNames = keptNames;
        this.obstacles = obstacles;
    }

    /** The same disk with other faults. */
    CutDisk under(Faults others) {
        return new CutDisk(others, names, keptNames, obstacles);
    }

    /** A file that has long been there. */
    void put(Path file, String content, String likeness) {
        Inode inode = new Inode(Bytes.of(content), likeness);
        inode.kept = inode.content;
        inode.named = true;
        names.put(file, inode);
        keptNames.put(file, inode);
    }

    /** Everything that was not forced is gone. */
    void cutPower() {
        names = new TreeMap<>(keptNames);
        names.values().forEach(inode -> inode.content = inode.kept);
    }

    /** All files and what they hold, with owner and mode. */
    Map<Path, String> everything() {
        Map<Path, String> all = new TreeMap<>();
        names.forEach((file, inode) -> all.put(file, inode.likeness + ": " + inode.content.text()));
        return all;
    }

    /** As everybody else reads it, without a fault. */
    Optional<String> text(Path file) {
        return Optional.ofNullable(names.get(file)).map(inode -> inode.content.text());
    }

    @Override
    public Optional<Bytes> read(Path file) throws IOException {
        faults.pass("read " + file);
        return Optional.ofNullable(names.get(file)).map(inode -> inode.content);
    }

    @Override
    public void create(Path file, Bytes content) throws IOException {
        faults.pass("create " + file);
        names.put(file, new Inode(content, "private"));
    }

    @Override
    public void like(Path file, Path model) throws IOException {
        faults.pass("like " + file);
        find(file).likeness = find(model).likeness;
    }

    @Override
    public void publish(Path file) throws IOException {
        faults.pass("publish " + file);
        find(file).likeness = "public";
    }

    @Override
    public void force(Path file) throws IOException {
        faults.pass("force " + file);
        find(file).kept = find(file).content;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        faults.pass("rename " + from);
        if (names.containsKey(from)) {
            names.put(to, find(from));
            names.remove(from);
            return;
        }
        Map<Path, Inode> moved = new TreeMap<>();
        for (Map.Entry<Path, Inode> each : names.entrySet()) {
            boolean inside = each.getKey().startsWith(from);
            moved.put(inside ? to.resolve(from.relativize(each.getKey())) : each.getKey(), each.getValue());
        }
        names = moved;
    }

    @Override
    public void delete(Path file) throws IOException {
        faults.pass("delete " + file);
        names.remove(file);
    }

    /** A folder that was renamed takes along what had been forced in it. */
    @Override
    public void forceFolder(Path folder) throws IOException {
        faults.pass("force folder " + folder);
        keptNames.keySet().removeIf(file -> isUnder(file, folder) && !names.containsKey(file));
        names.forEach((file, inode) -> {
            boolean wasKeptElsewhere = isUnder(file, folder) && inode.named;
            if (folder.equals(file.getParent()) || wasKeptElsewhere) {
                inode.named = true;
                keptNames.put(file, inode);
            }
        });
    }

    private static boolean isUnder(Path file, Path folder) {
        return file.startsWith(folder) && !file.equals(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        faults.pass("create folder " + folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        faults.pass("list " + folder);
        return names.keySet().stream()
                .filter(file -> isUnder(file, folder))
                .map(file -> folder.resolve(file.getName(folder.getNameCount())))
                .distinct()
                .toList();
    }

    /** The first half may be on the disk, and the second not. */
    @Override
    public Optional<String> obstacle(Path file, long bytes) {
        return Optional.ofNullable(obstacles.get(file));
    }

    @Override
    public void append(Path file, String line) throws IOException {
        faults.pass("append " + file);
        Inode inode = names.computeIfAbsent(file, absent -> new Inode(Bytes.of(""), "public"));
        String before = inode.content.text();
        String start = before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
        inode.content = Bytes.of(start + line.substring(0, line.length() / 2));
        inode.kept = inode.content;
        faults.pass("append the rest to " + file);
        inode.content = Bytes.of(start + line + "\n");
        inode.kept = inode.content;
    }

    private Inode find(Path file) throws NoSuchFileException {
        @Nullable Inode inode = names.get(file);
        if (inode == null) {
            throw new NoSuchFileException(file.toString());
        }
        return inode;
    }
}
