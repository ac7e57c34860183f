package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.envelope.CmsEnvelope;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.crypto.envelope.OpenPgpEnvelope;
import org.cardwright.crypto.envelope.OpenPgpKey;
import org.cardwright.crypto.envelope.OpenPgpSigners;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.medium.MediumKey;
import org.cardwright.crypto.module.Pkcs12File;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.EnvelopeSection;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.home.SftpSection;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.drop.SftpHostKeys;
import org.jspecify.annotations.Nullable;

/** The keys of a home for what issuers drop, at servers and in envelopes; each is opened when the first issuer needs it. F-05, F-06. */
public final class KeysOfDrops {

    private final HomeDirectory home;
    private final Passphrase passphrase;
    private final Clock clock = Clock.systemUTC();
    private @Nullable OpenPgpKey openPgp;
    private @Nullable MediumKey cms;
    private @Nullable KeyPair ssh;

    /** Of one home. */
    public KeysOfDrops(HomeDirectory home, Passphrase passphrase) {
        this.home = home;
        this.passphrase = passphrase;
    }

    /** Gives the passphrase of the home. */
    @FunctionalInterface
    public interface Passphrase {

        /** A copy that is closed by whoever asked. */
        SecretBytes get() throws IOException;
    }

    /**
     * What is agreed with an issuer.
     *
     * @throws ConfigurationException when the home has no key to open it with, or a file is missing
     */
    Envelope envelope(EnvelopeSection agreed) throws IOException {
        for (Path file : agreed.signers()) {
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationException("no file " + file.getFileName());
            }
        }
        return agreed.kind() == EnvelopeSection.Kind.CMS
                ? new CmsEnvelope(cms(), certificates(agreed), clock)
                : new OpenPgpEnvelope(openPgp(), OpenPgpSigners.load(agreed.signers(), clock));
    }

    private static List<X509Certificate> certificates(EnvelopeSection agreed) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : agreed.signers()) {
            certificates.add(MediumKey.certificate(file));
        }
        return certificates;
    }

    private OpenPgpKey openPgp() throws IOException {
        OpenPgpKey opened = openPgp;
        if (opened == null) {
            Path file = required(home.settings().openPgpKeys(), "openpgp.keys");
            try (SecretBytes secret = passphrase.get()) {
                opened = OpenPgpKey.load(file, secret);
            }
            openPgp = opened;
        }
        return opened;
    }

    private MediumKey cms() throws IOException {
        MediumKey opened = cms;
        if (opened == null) {
            Path file = required(home.settings().mediumKeystore(), "medium.keystore");
            try (SecretBytes secret = passphrase.get()) {
                opened = MediumKey.load(file, secret);
            }
            cms = opened;
        }
        return opened;
    }

    /**
     * A folder of a server.
     *
     * @throws ConfigurationException when the home has no key for it, or a file is missing or holds no host key
     */
    SftpFolder sftp(SftpSection agreed) throws IOException {
        KeyPair opened = ssh;
        if (opened == null) {
            Path file = required(home.settings().sftpKeystore(), "sftp.keystore");
            try (SecretBytes secret = passphrase.get()) {
                opened = Pkcs12File.keyPair(file, secret);
            }
            ssh = opened;
        }
        return new SftpFolder(new SftpFolder.Terms(
                agreed.host(), agreed.port(), agreed.user(), agreed.path(), hostKeys(agreed), opened));
    }

    private static List<String> hostKeys(SftpSection agreed) throws IOException {
        Path file = agreed.hostKeys();
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("no file " + file.getFileName());
        }
        List<String> keys = SftpHostKeys.read(file, agreed.host(), agreed.port());
        if (keys.isEmpty()) {
            throw new ConfigurationException(
                    file.getFileName() + " holds no public key of " + agreed.host() + ", port " + agreed.port());
        }
        return keys;
    }

    private static Path required(Optional<Path> file, String setting) throws IOException {
        Path named = file.orElseThrow(() -> new ConfigurationException(
                "cardwright.properties: " + setting + " is missing: there is no key to open drops with"));
        OwnerOnly.requireFile(named);
        return named;
    }
}
