package org.cardwright.machine.chip;

import java.util.Optional;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;

/**
 * What secure channel a chip wants. GlobalPlatform Card Specification 2.3.1, annex E and 11.5.2.3.6; EMV CPS, card side.
 *
 * @param protocol of all its channels
 * @param options the parameter i
 * @param level least level at which applets take data
 * @param route to whom the channel goes
 * @param securityDomain identifier of the issuer security domain
 * @param loadFile executable load file out of which the applications are installed; empty when they are there already
 * @param endState life cycle state of the card when it is done
 */
public record ChannelPolicy(
        SecureChannelProtocol protocol,
        int options,
        SecurityLevel level,
        Route route,
        ByteString securityDomain,
        Optional<ByteString> loadFile,
        CardState endState) {

    private static final int PSEUDO_RANDOM_SCP02 = 0x40;

    /** To whom the channel goes. */
    public enum Route {
        /** To each application; its keys are those of its security domain. */
        APPLICATION,
        /** To the issuer security domain, which hands STORE DATA on after INSTALL [for personalization]. */
        SECURITY_DOMAIN
    }

    /** Life cycle states of a card. GlobalPlatform Card Specification 2.3.1, 11.1.1, Table 11-6. */
    public enum CardState {
        /** As it left its maker. */
        OP_READY(0x01),
        /** Prepared, not to be issued. */
        INITIALIZED(0x07),
        /** To be issued. */
        SECURED(0x0F),
        /** Only its security domain answers. */
        CARD_LOCKED(0x7F);

        private final int code;

        CardState(int code) {
            this.code = code;
        }

        /** P2 of SET STATUS. */
        public int code() {
            return code;
        }
    }

    static boolean isKnown(SecureChannelProtocol protocol, int options) {
        return protocol == SecureChannelProtocol.SCP02 ? options == 0x15 || options == 0x55 : options == 0x70;
    }

    /** Does the card compute its challenge, so that it can be foretold? E.4.2.3; Amendment D 1.2, 6.2.2.1. */
    public boolean hasPseudoRandomChallenge() {
        return protocol == SecureChannelProtocol.SCP03 || (options & PSEUDO_RANDOM_SCP02) != 0;
    }
}
