using System.Net;
using System.Net.Sockets;

namespace Isop.Bot.Webhooks;

/// <summary>
/// Whether an address is one of the public internet (IANA special-purpose registries). What is not surely public is refused: of IPv6 only
/// global unicast, without the ranges that lead to an IPv4 address hidden in them.
/// </summary>
internal static class PubliekAdres
{
    private static readonly IPNetwork[] NietPubliek =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Looks public, and is the inside of every machine in Azure.
            "168.63.129.16/32",
            // Teredo, benchmarking, ORCHID and what else IANA keeps; documentation; 6to4; AS112.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(NietPubliek, n => n.Contains(plain)),
            AddressFamily.InterNetworkV6 => plain.ScopeId == 0 && GlobalUnicast.Contains(plain) && !Array.Exists(NietPubliek, n => n.Contains(plain)),
            _ => false,
        };
    }
}
