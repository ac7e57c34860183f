package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardwright.sample.SampleData;

/**
 * Keys for media in PKCS #12 files with their certificates beside them, made with the tool that comes with Java. Their passphrase is the
 * published one of the test vault.
 */
record MediumKeyFiles(Path folder) {

    private static final int PATIENCE_SECONDS = 60;

    static MediumKeyFiles in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("passphrase.txt"), SampleData.bytes("keys-test-only/passphrase.txt"));
        return new MediumKeyFiles(folder);
    }

    Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    void make(String name, String algorithm, String bits) throws Exception {
        tool("-genkeypair", store(name), "-keyalg", algorithm, "-keysize", bits, "-dname", "CN=" + name);
        tool("-exportcert", store(name), "-rfc", "-file", certificate(name).toString());
        Files.setPosixFilePermissions(store(name), PosixFilePermissions.fromString("rw-------"));
    }

    private void tool(String act, Path store, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                act,
                "-alias",
                "own",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:file",
                folder.resolve("passphrase.txt").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
    }
}
