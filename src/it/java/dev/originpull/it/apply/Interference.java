package dev.originpull.it.apply;

import dev.originpull.configgen.install.Bytes;
import dev.originpull.configgen.install.Disk;
import dev.originpull.configgen.install.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk, and everything else that a change does, with something that happens before the n-th thing. */
final class Interference implements Disk {
    private final Disk disk = new RealDisk();
    private final int at;
    private final Strike strike;
    private int count;

    /** What happens. */
    interface Strike {
        void strike(String before) throws IOException;
    }

    /** @param at before which thing, from 0 */
    Interference(int at, Strike strike) {
        this.at = at;
        this.strike = strike;
    }

    /** How many things there were. */
    int count() {
        return count;
    }

    /** Something is about to be done. */
    void pass(String what) throws IOException {
        count++;
        if (count - 1 == at) {
            strike.strike(what);
        }
    }

    @Override
    public Optional<Bytes> read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void create(Path file, Bytes content) throws IOException {
        pass("create " + file);
        disk.create(file, content);
    }

    @Override
    public void like(Path file, Path model) throws IOException {
        pass("like " + file);
        disk.like(file, model);
    }

    @Override
    public void publish(Path file) throws IOException {
        pass("publish " + file);
        disk.publish(file);
    }

    @Override
    public void force(Path file) throws IOException {
        pass("force " + file);
        disk.force(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        pass("rename " + from);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        pass("delete " + file);
        disk.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        pass("force folder " + folder);
        disk.forceFolder(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        pass("create folder " + folder);
        disk.createFolder(folder);
    }

    @Override
    public Optional<String> obstacle(Path file, long bytes) throws InterruptedException {
        return disk.obstacle(file, bytes);
    }

    @Override
    public void append(Path file, String line) throws IOException {
        pass("append " + file);
        disk.append(file, line);
    }
}
