using System.Net;
using System.Net.Sockets;

namespace Isop.Bot.Webhooks;

/// <summary>Finds the addresses of a host.</summary>
internal delegate Task<IPAddress[]> ZoekAdressen(string host, CancellationToken cancellationToken);

/// <summary>Connects to exactly this address.</summary>
internal delegate ValueTask<Stream> Verbind(IPEndPoint adres, CancellationToken cancellationToken);

/// <summary>
/// The way out for webhooks. Each connection looks its host up anew, goes on only when every address found is public, and connects to one of
/// those very addresses: a name that changes between the check and the call changes nothing. TLS is still held against the name. Redirects,
/// proxies and cookies do not exist here.
/// </summary>
internal sealed class VeiligeVerbinding(ZoekAdressen zoek, Verbind verbind)
{
    public static readonly TimeSpan Langst = TimeSpan.FromSeconds(10);

    /// <summary>How much of an answer is read at most, in bytes: nothing in it is of use to us.</summary>
    public const int MeesteAntwoord = 64 * 1024;

    private const int MeesteKoppen = 16;

    /// <summary>A connection outlives its check no longer than this.</summary>
    private static readonly TimeSpan Levensduur = TimeSpan.FromMinutes(2);

    public static VeiligeVerbinding Internet { get; } = new(
        Dns.GetHostAddressesAsync,
        static async (adres, ct) =>
        {
            var socket = new Socket(adres.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(adres, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        });

    /// <summary>Without the framework's own logging and tracing: an address holds a signature.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = (context, ct) => OpenAsync(context.DnsEndPoint, ct),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = Langst,
        PooledConnectionLifetime = Levensduur,
        MaxResponseHeadersLength = MeesteKoppen,
        MaxResponseDrainSize = MeesteAntwoord,
        ResponseDrainTimeout = TimeSpan.FromSeconds(2),
    };

    private async ValueTask<Stream> OpenAsync(DnsEndPoint host, CancellationToken ct)
    {
        var addresses = await zoek(host.Host, ct);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, PubliekAdres.Is))
        {
            throw new OnveiligAdresException();
        }

        for (var i = 0; ; i++)
        {
            try
            {
                return await verbind(new IPEndPoint(addresses[i], host.Port), ct);
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                // Another of its addresses may answer.
            }
        }
    }
}

/// <summary>A host leads, with at least one of its addresses, to where nothing is sent.</summary>
internal sealed class OnveiligAdresException : IOException
{
    public OnveiligAdresException()
        : base("A host does not lead to public addresses alone.")
    {
    }

    public OnveiligAdresException(string message)
        : base(message)
    {
    }

    public OnveiligAdresException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
