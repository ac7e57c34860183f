package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is agreed about a folder of an SFTP server is read strictly: by its keys a server is known, by its place an issuer. */
class SftpAgreementTest {

    private static String key = "";
    private static String another = "";

    @TempDir
    private Path folder;

    private EditableHome home;

    @BeforeAll
    static void make_host_keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = PublicKeyEntry.toString(generator.generateKeyPair().getPublic());
        another = PublicKeyEntry.toString(generator.generateKeyPair().getPublic());
    }

    @BeforeEach
    void prepare_a_home_with_a_key() throws Exception {
        home = EditableHome.in(folder);
        MediumKeyFiles keys = MediumKeyFiles.in(folder.resolve("keys"));
        keys.make("bureau", "EC", "256");
        home.edit("cardwright.properties", "policy = test", "policy = test\nsftp.keystore = " + keys.store("bureau"));
    }

    private void agree(String issuer, String address, String hostKeys) throws IOException {
        Files.writeString(folder.resolve(issuer + "-keys"), hostKeys);
        home.edit(
                "issuers/" + issuer + ".properties",
                "layouts =",
                "drop.sftp = sftp://" + address + "\ndrop.sftp.host-keys = " + folder.resolve(issuer + "-keys")
                        + "\nlayouts =");
    }

    private Ran serve() {
        return Ran.command(
                "serve",
                "--once",
                "--out",
                home.out().toString(),
                "--home",
                home.root().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@revoked sftp.invalid KEY | bank-one-keys, line 1: D-204: host keys stand in lines",
                "sftp.other KEY | bank-one-keys holds no public key of sftp.invalid, port 22",
                "[sftp.invalid]:2222 KEY | bank-one-keys holds no public key of sftp.invalid, port 22"
            })
    void a_key_that_is_not_the_servers_is_said(String line, String why) throws IOException {
        agree("bank-one", "bureau@SFTP.invalid/out", line.replace("KEY", key));
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(65);
        assertThat(served.err()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "bureau@SFTP.invalid/out",
        "bureau@sftp.invalid/out/inner",
        "bureau@sftp.invalid:22/out",
        "bureau@alias.invalid/out"
    })
    void two_issuers_at_one_place_are_refused(String other) throws IOException {
        agree("bank-one", "bureau@sftp.invalid/out", "sftp.invalid " + key);
        agree("bank-two", other, "sftp.invalid,alias.invalid " + key);
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(64);
        assertThat(served.err()).contains("the folders of bank-one and of bank-two must be apart");
    }

    @ParameterizedTest
    @CsvSource({"bureau@sftp.invalid/x/../out", "bureau@sftp.invalid/./out", "bureau@sftp.invalid/out/.."})
    void a_way_back_in_a_path_is_refused(String address) throws IOException {
        agree("bank-one", address, "sftp.invalid " + key);
        Ran served = serve();
        assertThat(served.exitCode()).isEqualTo(65);
        assertThat(served.err()).contains("drop.sftp is sftp://USER@HOST[:PORT]/DIRECTORY");
    }

    @Test
    void servers_that_cannot_be_reached_are_told_and_end_nothing() throws IOException {
        agree("bank-one", "bureau@sftp.invalid/out", "sftp.invalid " + key);
        agree("bank-two", "bureau@other.invalid/out..of", "other.invalid " + another);
        Ran served = serve();
        assertThat(served.exitCode()).isZero();
        assertThat(served.out()).contains("bank-one: D-203: ", "bank-two: D-203: ");
    }
}
