package org.cardwright.pipeline.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Something that is done to keys or certificates of an installation.
 *
 * @param kind what is done
 * @param subject to which key or certificate, in words that tell one act from another, at most 200 characters
 * @param hash SHA-256 over all that decides the act, 64 lower-case hexadecimal digits: a permission is for this content only
 */
public record KeyAct(Kind kind, String subject, String hash) {

    private static final int SHOWN_DIGITS = 16;
    private static final int MAX_SUBJECT = 200;

    /** What can be done. PCI Card Production, Logical, 8.1 b: dual control in every act of a key's life. */
    public enum Kind {
        /** An issuer key pair is made. */
        GENERATE_ISSUER_KEY("make issuer key", AuditEvent.ISSUER_KEY_GENERATED, true),
        /** A payment system is asked to certify an issuer key. */
        REQUEST_CERTIFICATE("ask for a certificate of", AuditEvent.CERTIFICATE_REQUESTED, false),
        /** A test authority answers a request. */
        CERTIFY_AS_TEST("certify as a test authority", AuditEvent.CERTIFICATE_MADE_AS_TEST, false),
        /** The certificate of a payment system comes onto cards. */
        IMPORT_CERTIFICATE("import issuer certificate", AuditEvent.CERTIFICATE_IMPORTED, true),
        /** A key of another party comes in. */
        IMPORT_KEY("take in key", AuditEvent.KEY_IMPORTED, true),
        /** A key leaves for another party. */
        EXPORT_KEY("send key", AuditEvent.KEY_EXPORTED, true),
        /** Another party said that it has a key, by its check value. */
        CONFIRM_KEY("note the confirmation of", AuditEvent.KEY_CONFIRMED, true),
        /** A key goes out of use for a while; one person is enough, because it may be an emergency and is taken back. */
        SUSPEND_KEY("suspend", AuditEvent.KEY_SUSPENDED, false),
        /** A new or suspended key comes into use. */
        ACTIVATE_KEY("activate", AuditEvent.KEY_ACTIVATED, true),
        /** A key goes out of use for good. */
        DEACTIVATE_KEY("deactivate", AuditEvent.KEY_DEACTIVATED, true),
        /** A key is known to others, or feared to be. */
        COMPROMISE_KEY("declare compromised", AuditEvent.KEY_COMPROMISED, true),
        /** A key is to be destroyed on a day; it can be called back until then. */
        SCHEDULE_DESTRUCTION("plan to destroy", AuditEvent.KEY_DESTRUCTION_PLANNED, true),
        /** A key that waits for its destruction goes back to where it was. */
        CALL_BACK_KEY("call back", AuditEvent.KEY_CALLED_BACK, true),
        /** The bytes of a key go away for ever. */
        DESTROY_KEY("destroy", AuditEvent.KEY_DESTROYED, true),
        /** A key gets other days of use. */
        LIMIT_KEY("give other days to", AuditEvent.KEY_PERIOD_CHANGED, true),
        /** A key without an owner gets one. */
        OWN_KEY("note the owner of", AuditEvent.KEY_OWNER_NOTED, true),
        /** A new key is made of components that custodians get, or inside the security module for its own use. */
        MAKE_KEY("make key", AuditEvent.KEY_MADE, true),
        /** Custodians get shares of the secret of the vault. */
        SHARE_VAULT("share the vault", AuditEvent.VAULT_SHARED, true),
        /** Custodians give the vault another passphrase. */
        RECOVER_VAULT("recover the vault", AuditEvent.VAULT_RECOVERED, false),
        /** All keys go into a backup file. */
        BACK_UP_KEYS("back up", AuditEvent.KEYS_BACKED_UP, true),
        /** A backup is restored for trial and thrown away. */
        DRILL_BACKUP("try backup", AuditEvent.BACKUP_DRILLED, false);

        private final String words;
        private final AuditEvent done;
        private final boolean twoPersons;

        Kind(String words, AuditEvent done, boolean twoPersons) {
            this.words = words;
            this.done = done;
            this.twoPersons = twoPersons;
        }

        AuditEvent done() {
            return done;
        }

        /** True when a policy of two persons asks for the second one. */
        public boolean takesTwoPersons() {
            return twoPersons;
        }
    }

    /** Checks the lengths. */
    public KeyAct {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT || !hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a key act has a subject of 1 to 200 characters and a SHA-256");
        }
    }

    /**
     * An act that is decided by some texts.
     *
     * @param content all that decides it, each text by itself
     */
    public static KeyAct of(Kind kind, String subject, List<String> content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(RowSeal.message(content).toByteArray());
            return new KeyAct(kind, subject, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("no SHA-256", impossible);
        }
    }

    /** What {@code cardwright approve} takes. */
    public String request() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + hash.substring(0, SHOWN_DIGITS);
    }

    /** {@code make issuer key bank-one.issuer/2, RSA-1408, exponent 3}. */
    public String words() {
        return kind.words + " " + subject;
    }
}
