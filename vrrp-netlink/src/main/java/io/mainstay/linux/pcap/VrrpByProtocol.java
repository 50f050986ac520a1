package io.mainstay.linux.pcap;

import org.pcap4j.packet.IllegalPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.factory.PacketFactory;
import org.pcap4j.packet.namednumber.IpNumber;

/** Makes protocol 112 a {@link VrrpPacket} and leaves every other to pcap4j. */
final class VrrpByProtocol implements PacketFactory<Packet, IpNumber> {
    private final PacketFactory<Packet, IpNumber> others;

    VrrpByProtocol(PacketFactory<Packet, IpNumber> others) {
        this.others = others;
    }

    @Override
    public Packet newInstance(byte[] raw, int offset, int length, IpNumber number) {
        if (!number.equals(IpNumber.VRRP)) {
            return others.newInstance(raw, offset, length, number);
        }
        try {
            return VrrpPacket.newPacket(raw, offset, length);
        } catch (IllegalRawDataException e) {
            return IllegalPacket.newPacket(raw, offset, length);
        }
    }

    @Override
    public Packet newInstance(byte[] raw, int offset, int length) {
        return others.newInstance(raw, offset, length);
    }

    @Override
    public Class<? extends Packet> getTargetClass(IpNumber number) {
        return number.equals(IpNumber.VRRP) ? VrrpPacket.class : others.getTargetClass(number);
    }

    @Override
    public Class<? extends Packet> getTargetClass() {
        return others.getTargetClass();
    }
}
