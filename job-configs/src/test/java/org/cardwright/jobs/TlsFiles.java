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
 * Keys and certificates of an HSM and of a bureau in PKCS #12 files, made with the tool that comes with Java. Their passphrase is the
 * published one of the test vault.
 *
 * @param folder has {@code hsm.p12}, {@code hsms.p12} with its certificate, {@code bureau.p12} and {@code bureaus.p12}
 */
record TlsFiles(Path folder) {

    private static final int PATIENCE_SECONDS = 60;

    static TlsFiles in(Path folder) throws Exception {
        Files.createDirectories(folder);
        Files.write(folder.resolve("passphrase.txt"), SampleData.bytes("keys-test-only/passphrase.txt"));
        TlsFiles files = new TlsFiles(folder);
        files.make("hsm", "localhost");
        files.make("bureau", "bureau");
        return files;
    }

    Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private void make(String name, String host) throws Exception {
        Path certificate = folder.resolve(name + ".pem");
        tool(
                "-genkeypair",
                file(name),
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host);
        tool("-exportcert", file(name), "-rfc", "-file", certificate.toString());
        tool("-importcert", file(name + "s"), "-noprompt", "-file", certificate.toString());
        Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rw-------"));
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
