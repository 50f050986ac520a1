package io.mainstay.linux.pcap;

import org.pcap4j.packet.factory.PacketFactoryBinder;
import org.pcap4j.packet.factory.PacketFactoryBinderProvider;
import org.pcap4j.packet.factory.statik.services.StaticPacketFactoryBinderProvider;

/** Hands pcap4j its own static factories with VRRP beside them. Found by {@link Registration}. */
public final class VrrpFactoryBinderProvider implements PacketFactoryBinderProvider {
    @Override
    public PacketFactoryBinder getBinder() {
        return new VrrpFactoryBinder(new StaticPacketFactoryBinderProvider().getBinder());
    }
}
