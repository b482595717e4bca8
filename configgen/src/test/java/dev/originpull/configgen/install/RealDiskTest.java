package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
    private static final String ATTRIBUTE = "originpull.test";

    @TempDir
    Path folder;

    private final RealDisk disk = new RealDisk();
    private Path model;

    @BeforeEach
    void modelWithAnAttribute() throws IOException {
        model = Files.writeString(folder.resolve("model"), "old\n");
        Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("rw-r-----"));
        view(model).write(ATTRIBUTE, ByteBuffer.wrap("theirs".getBytes(StandardCharsets.US_ASCII)));
        Files.setLastModifiedTime(model, FileTime.from(Instant.EPOCH));
    }

    @Test
    void givesAFileTheModeAndTheAttributesOfAnotherButNotItsAge() throws Exception {
        Path file = folder.resolve("file");
        disk.create(file, Bytes.of("new\n"));

        disk.like(file, model);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(view(file).list()).contains(ATTRIBUTE);
        assertThat(file).hasContent("new\n");
        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(Instant.EPOCH.plusSeconds(1));
    }

    @Test
    void createsWhatNobodyElseMayRead() throws Exception {
        Path file = folder.resolve("file");

        disk.create(file, Bytes.of("secret\n"));

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void beginsANewLineAfterOneThatWasLeftHalfWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("history"), "whole\nhal");

        disk.append(file, "next");
        disk.append(file, "last");

        assertThat(file).hasContent("whole\nhal\nnext\nlast\n");
    }

    @Test
    void beginsAFileWithItsFirstLine() throws Exception {
        Path file = folder.resolve("history");

        disk.append(file, "first");

        assertThat(file).hasContent("first\n");
    }

    private static UserDefinedFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }
}
