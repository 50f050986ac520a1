package io.mainstay.linux.pcap;

import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.factory.PacketFactory;
import org.pcap4j.packet.factory.PacketFactoryBinder;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.NamedNumber;

/** pcap4j's static binder, but for packets by IP protocol number, where VRRP is added. */
final class VrrpFactoryBinder implements PacketFactoryBinder {
    private final PacketFactoryBinder standard;

    VrrpFactoryBinder(PacketFactoryBinder standard) {
        this.standard = standard;
    }

    @Override
    public <T, N extends NamedNumber<?, ?>> @Nullable PacketFactory<T, N> getPacketFactory(
            Class<T> target, Class<N> number) {
        PacketFactory<T, N> factory = standard.getPacketFactory(target, number);
        boolean byProtocol = target.equals(Packet.class) && number.equals(IpNumber.class);
        return byProtocol ? withVrrp(factory) : factory;
    }

    @SuppressWarnings("unchecked") // T is Packet and N is IpNumber, as the caller has just looked
    private static <T, N extends NamedNumber<?, ?>> PacketFactory<T, N> withVrrp(PacketFactory<T, N> factory) {
        return (PacketFactory<T, N>) new VrrpByProtocol((PacketFactory<Packet, IpNumber>) factory);
    }
}
