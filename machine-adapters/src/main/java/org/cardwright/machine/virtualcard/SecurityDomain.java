package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChannelPolicy.CardState;

/** The issuer security domain of a card. GlobalPlatform Card Specification 2.3.1, chapter 11. */
final class SecurityDomain implements AutoCloseable {

    private static final int GET_DATA = 0xCA;
    private static final int STORE_DATA = 0xE2;
    private static final int INSTALL = 0xE6;
    private static final int PUT_KEY = 0xD8;
    private static final int SET_STATUS = 0xF0;
    private static final int GET_STATUS = 0xF2;
    private static final int CARD_AS_OBJECTS = 0x8002;
    private static final ByteString ANY_NAME = ByteString.fromHex("4F00");
    private static final int OF_CARD = 0x80;
    private static final int OF_APPLICATION = 0x40;
    private static final int LAST_AND_OBJECTS = 0x9000;
    private static final Tag PERSONALIZATION = Tag.of("9F66");
    private static final Tag PRE_PERSONALIZATION = Tag.of("9F67");
    private static final ByteString GLOBAL_PLATFORM = ByteString.fromHex("2A864886FC6B");

    private final ChannelPolicy policy;
    private final ByteString diversificationData;
    private final DomainKeys keys;
    private final ChannelEnd channel;
    private final InstalledApplets applets;
    private CardProductionLifeCycle lifeCycle;
    private CardState state = CardState.OP_READY;
    private Optional<VirtualApplet> receiver = Optional.empty();

    SecurityDomain(ChannelPolicy policy, SecuredChip chip, InstalledApplets applets) {
        this.policy = policy;
        this.diversificationData = chip.diversificationData();
        this.keys = new DomainKeys(chip.keyVersion(), chip.keys());
        this.channel = new ChannelEnd(policy, chip.diversificationData(), keys, chip.random());
        this.applets = applets;
        this.lifeCycle = chip.lifeCycle();
    }

    ChannelEnd channel() {
        return channel;
    }

    ByteString aid() {
        return policy.securityDomain();
    }

    boolean isLocked() {
        return state == CardState.CARD_LOCKED;
    }

    /** Something else is selected: nobody gets data from here any more. */
    void leave() {
        receiver = Optional.empty();
        channel.end();
    }

    /** 11.9.3.1, Table 11-83. */
    ByteString select() {
        ByteString inner = new TlvWriter()
                .put("9F65", ByteString.ofByte(CommandApdu.MAX_DATA_BYTES))
                .encode();
        return new TlvWriter()
                .put("84", aid())
                .put("A5", inner)
                .template(Tag.of("6F"))
                .encode();
    }

    ByteString execute(CommandApdu command) {
        require(command.cla() != 0x84, CardRefusal.SECURITY_STATUS);
        require(command.cla() == 0x80 || command.cla() == 0x00, CardRefusal.NO_CLASS);
        if (command.ins() == GET_DATA) {
            return getData(command.header() & 0xFFFF);
        }
        require(channel.isOpen(), CardRefusal.SECURITY_STATUS);
        return switch (command.ins()) {
            case INSTALL -> install(command);
            case STORE_DATA -> storeData(command);
            case PUT_KEY -> {
                require(channel.suffices(), CardRefusal.SECURITY_STATUS);
                yield keys.put(command.header() & 0xFFFF, command.data(), channel.messaging());
            }
            case SET_STATUS -> setStatus(command);
            case GET_STATUS -> getStatus(command);
            default -> throw new CardRefusal(CardRefusal.NO_INSTRUCTION);
        };
    }

    /** 11.3: production life cycle data, key diversification data, recognition data. */
    private ByteString getData(int tag) {
        return switch (tag) {
            case 0x9F7F -> lifeCycle.encode();
            case 0x00CF -> new Tlv(Tag.of("CF"), diversificationData).encode();
            case 0x0066 -> recognition();
            default -> throw new CardRefusal(CardRefusal.NOT_RECOGNISED);
        };
    }

    /** H.2: {globalPlatform 4 scp i}. */
    private ByteString recognition() {
        ByteString protocol = ByteString.concat(
                GLOBAL_PLATFORM,
                ByteString.ofByte(0x04),
                ByteString.ofByte(policy.protocol().identifier()),
                ByteString.ofByte(policy.options()));
        ByteString inner = new Tlv(Tag.of("06"), GLOBAL_PLATFORM.plus(ByteString.ofByte(0x01))).encode();
        ByteString scp = new Tlv(Tag.of("64"), new Tlv(Tag.of("06"), protocol).encode()).encode();
        return new Tlv(Tag.of("66"), new Tlv(Tag.of("73"), inner.plus(scp)).encode()).encode();
    }

    private ByteString install(CommandApdu command) {
        require(channel.suffices(), CardRefusal.SECURITY_STATUS);
        require(
                state != CardState.SECURED || command.p1() == InstallCommand.FOR_PERSONALIZATION,
                CardRefusal.CONDITIONS);
        InstallCommand install = InstallCommand.decode(command);
        if (install.forPersonalization()) {
            receiver = Optional.of(applets.find(install.application()));
        } else {
            require(policy.loadFile().isPresent(), CardRefusal.WRONG_PARAMETERS);
            applets.install(install, policy.loadFile().get());
        }
        return ByteString.ofByte(0);
    }

    /** 11.11: to the application that INSTALL named, else to the domain itself. */
    private ByteString storeData(CommandApdu command) {
        if (receiver.isPresent()) {
            require(channel.suffices(), CardRefusal.SECURITY_STATUS);
            ByteString answer = receiver.get().execute(command);
            if (receiver.get().isPersonalized()) {
                receiver = Optional.empty();
            }
            return answer;
        }
        require((command.header() & 0xFFFF) == LAST_AND_OBJECTS, CardRefusal.WRONG_PARAMETERS);
        require(state != CardState.SECURED, CardRefusal.CONDITIONS);
        int at = 3;
        require(command.data().size() == at + CardProductionLifeCycle.STATION_BYTES, CardRefusal.WRONG_DATA);
        Tag tag = Tag.of(command.data().slice(0, 2).toHex());
        boolean known = tag.equals(PERSONALIZATION) || tag.equals(PRE_PERSONALIZATION);
        require(known && command.data().unsignedAt(2) == CardProductionLifeCycle.STATION_BYTES, CardRefusal.WRONG_DATA);
        ByteString station = command.data().slice(at);
        lifeCycle = tag.equals(PERSONALIZATION)
                ? lifeCycle.withPersonalization(station)
                : lifeCycle.withPrePersonalization(station);
        return ByteString.EMPTY;
    }

    /** 11.10: the card goes forward only, one state at a time, 5.1.1; what is said of an application goes to it. */
    private ByteString setStatus(CommandApdu command) {
        require(channel.suffices(), CardRefusal.SECURITY_STATUS);
        if (command.p1() == OF_APPLICATION) {
            return applets.find(command.data()).execute(command);
        }
        require(command.p1() == OF_CARD, CardRefusal.WRONG_PARAMETERS);
        for (CardState next : CardState.values()) {
            if (next.code() == command.p2()) {
                require(next.ordinal() == state.ordinal() + 1, CardRefusal.CONDITIONS);
                state = next;
                return ByteString.EMPTY;
            }
        }
        throw new CardRefusal(CardRefusal.WRONG_DATA);
    }

    /** 11.4: of the card alone, as objects. Table 11-36. */
    private ByteString getStatus(CommandApdu command) {
        require((command.header() & 0xFFFF) == CARD_AS_OBJECTS, CardRefusal.WRONG_PARAMETERS);
        require(command.data().equals(ANY_NAME), CardRefusal.WRONG_DATA);
        return new TlvWriter()
                .put("4F", aid())
                .put("9F70", ByteString.ofByte(state.code()))
                .template(Tag.of("E3"))
                .encode();
    }

    @Override
    public void close() {
        channel.close();
    }
}
