package org.cardwright.machine.terminal;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.OnlineAuthorisation.CardOf;
import org.cardwright.crypto.module.OnlineAuthorisation.CryptogramQuestion;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.emv.IssuerActionCode;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.terminal.HostAnswer.Finding;

/** A host with the keys of its issuer in a security module; it approves every card that proves to be genuine. */
public final class ModuleHost implements IssuerHost {

    private static final String CHIP_SERVICE_CODE = "999";
    private static final int VALUE_DIGITS = 3;
    private static final int YYMM_DIGITS = 4;
    /** Card status update: the issuer approves (byte 2, bit 8), or nothing. EMV 4.4 Book 3, annex C9; recalled. */
    private static final ByteString STATUS_APPROVED = ByteString.fromHex("00800000");

    private static final ByteString STATUS_DECLINED = ByteString.repeat(0, 4);

    private final SecurityModule module;
    private final Accounts accounts;
    private final Optional<Script> script;

    /** For the cards of one product. */
    public ModuleHost(SecurityModule module, Accounts accounts) {
        this(module, accounts, Optional.empty());
    }

    private ModuleHost(SecurityModule module, Accounts accounts, Optional<Script> script) {
        this.module = module;
        this.accounts = accounts;
        this.script = script;
    }

    /** The same that sends a script to every genuine card, behind the second cryptogram. */
    public ModuleHost withScript(Script sent) {
        return new ModuleHost(module, accounts, Optional.of(sent));
    }

    /**
     * What is done to a card.
     *
     * @param key IMK_SMI key
     * @param commands without their MACs, CLA 84
     */
    public record Script(KeyName key, List<ApduMessage> commands) {

        /** Copies the list. */
        public Script {
            commands = List.copyOf(commands);
        }
    }

    /**
     * What the host knows of its cards.
     *
     * @param issuerMasterKey IMK_AC key
     * @param option how card keys come from it
     * @param layout of the issuer application data
     * @param chipValue verification value in track 2 of the chip; empty when there is none
     * @param refused results of a terminal with which nothing is approved
     */
    public record Accounts(
            KeyName issuerMasterKey,
            DerivationOption option,
            Layout layout,
            Optional<ChipValue> chipValue,
            IssuerActionCode refused) {

        /** What no issuer accepts from a card that it has just ordered. */
        public static final IssuerActionCode FAILURES = IssuerActionCode.of(List.of(
                "sda-failed",
                "dda-failed",
                "cda-failed",
                "icc-data-missing",
                "expired-application",
                "application-not-yet-effective",
                "cardholder-verification-failed",
                "pin-try-limit-exceeded"));
    }

    /**
     * Where the verification value of the chip stands.
     *
     * @param key card verification key
     * @param offset digits in front of it in the discretionary data of track 2
     */
    public record ChipValue(KeyName key, int offset) {}

    @Override
    public Optional<HostAnswer> authorise(AuthorisationRequest request) {
        if (request.pan().isEmpty()) {
            return declined(Finding.CARD_NUMBER);
        }
        Pan pan = request.pan().get();
        Optional<Track2> track = track(request.track2());
        String expiry = request.expirationDate().toHex();
        boolean sameCard = track.filter(read -> read.pan().equals(pan))
                .filter(read -> expiry.startsWith(read.expirationDate().yymm()))
                .isPresent();
        if (!sameCard) {
            return declined(Finding.TRACK_2);
        }
        if (!isChipValueRight(pan, expiry, track.get())) {
            return declined(Finding.CARD_VERIFICATION_VALUE);
        }
        return CryptogramVersion.in(accounts.layout(), request.issuerApplicationData())
                .flatMap(version -> question(request, pan, version))
                .map(question -> answer(request, question))
                .orElseGet(() -> declined(Finding.CRYPTOGRAM_VERSION));
    }

    private Optional<HostAnswer> answer(AuthorisationRequest request, CryptogramQuestion question) {
        boolean approved = !isRefused(request);
        ByteString code = ByteString.ascii(approved ? HostAnswer.APPROVED : HostAnswer.DECLINED);
        ByteString status = approved ? STATUS_APPROVED : STATUS_DECLINED;
        ByteString decision = question.version().answersWithStatusUpdate() ? status : code;
        Optional<ByteString> response = module.onlineAuthorisation().respond(question, decision);
        if (response.isEmpty()) {
            return declined(Finding.CRYPTOGRAM);
        }
        return Optional.of(new HostAnswer(
                code.toAscii(),
                response.get().plus(decision),
                approved ? Finding.NONE : Finding.TERMINAL_RESULTS,
                script.stream().map(sent -> template(sent, question)).toList()));
    }

    /** EMV 4.4 Book 3, annex E: template 72 with a command in each 86. */
    private ByteString template(Script sent, CryptogramQuestion question) {
        TlvWriter commands = new TlvWriter();
        for (ApduMessage command : sent.commands()) {
            ByteString body = module.onlineAuthorisation()
                    .scriptData(question, sent.key(), command)
                    .orElseThrow(() -> new IllegalStateException("the cryptogram was genuine a moment ago"));
            CommandApdu apdu = CommandApdu.of(command.header(), body);
            commands.put("86", apdu.encode());
        }
        return commands.template(Tag.of("72")).encode();
    }

    /** Empty when the issuer application data are too short for the version that they name. */
    private Optional<CryptogramQuestion> question(AuthorisationRequest request, Pan pan, CryptogramVersion version) {
        if (!version.takes(request.issuerApplicationData())) {
            return Optional.empty();
        }
        return Optional.of(new CryptogramQuestion(
                new CardOf(
                        accounts.issuerMasterKey(),
                        accounts.option(),
                        pan,
                        new PanSequenceNumber(request.panSequenceNumber())),
                version,
                request.transactionCounter(),
                request.unpredictableNumber(),
                version.input(
                        request.terminalData(),
                        request.interchangeProfile(),
                        request.transactionCounter(),
                        request.issuerApplicationData()),
                request.cryptogram()));
    }

    private boolean isRefused(AuthorisationRequest request) {
        ByteString results = request.results().value();
        for (int i = 0; i < results.size(); i++) {
            if ((results.unsignedAt(i) & accounts.refused().value().unsignedAt(i)) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isChipValueRight(Pan pan, String expiry, Track2 track) {
        if (accounts.chipValue().isEmpty()) {
            return true;
        }
        ChipValue place = accounts.chipValue().get();
        String discretionary = track.discretionaryData();
        if (discretionary.length() < place.offset() + VALUE_DIGITS) {
            return false;
        }
        String expected = module.cardValues()
                .cardVerificationValues(List.of(
                        new CardValueRequest(place.key(), pan, expiry.substring(0, YYMM_DIGITS), CHIP_SERVICE_CODE)))
                .get(0);
        return discretionary.startsWith(expected, place.offset());
    }

    private static Optional<Track2> track(ByteString track2) {
        try {
            return track2.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Track2EquivalentData.decode(track2).track());
        } catch (MalformedTlvException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<HostAnswer> declined(Finding finding) {
        return Optional.of(new HostAnswer(HostAnswer.DECLINED, ByteString.EMPTY, finding, List.of()));
    }
}
