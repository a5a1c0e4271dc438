using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Isop.Bot.Web;

/// <summary>
/// How often one address may try. Schools and institutes reach us through one address for hundreds of people, so the bounds
/// are for machines; a link's 128 random bits need no help against guessing.
/// </summary>
internal static class RateLimits
{
    public const string Redeem = "inwisselen";
    public const string AskForLink = "link-aanvragen";
    public const string Agenda = "agenda";
    public const string Evaluatie = "evaluatie";
    public const string Badges = "badges";
    public const string Certificaat = "certificaat";
    public const string Certificaatbestand = "certificaatbestand";
    public const string Api = "api";
    public const string Tab = "tab";
    public const int RedeemsPerWindow = 300;
    public const int RequestsPerWindow = 60;

    /// <summary>Online calendars fetch the feeds of all their people from a few addresses.</summary>
    public const int FeedsPerWindow = 2000;

    /// <summary>A whole institute may answer on one afternoon, each with a click and an answer.</summary>
    public const int EvaluatiesPerWindow = 6000;

    /// <summary>A platform that checks credentials does so for all its people from a few addresses.</summary>
    public const int BadgesPerWindow = 6000;

    /// <summary>Who checks certificates for a whole institute does so from one address.</summary>
    public const int CertificatenPerWindow = 3000;

    /// <summary>Files that are sent to be compared; most browsers compare by themselves.</summary>
    public const int CertificaatbestandenPerWindow = 300;

    /// <summary>The Power Platform gives a connection 500 a minute, and calls for all connections of a region from a few addresses.</summary>
    public const int ApiCallsPerWindow = 60_000;

    /// <summary>A whole institute opens Teams at the same hour, behind one address.</summary>
    public const int TabsPerWindow = 6000;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Redeem, context => PerAddress(context, RedeemsPerWindow));
        options.AddPolicy(AskForLink, context => PerAddress(context, RequestsPerWindow));
        options.AddPolicy(Agenda, context => PerAddress(context, FeedsPerWindow));
        options.AddPolicy(Evaluatie, context => PerAddress(context, EvaluatiesPerWindow));
        options.AddPolicy(Badges, context => PerAddress(context, BadgesPerWindow));
        options.AddPolicy(Certificaat, context => PerAddress(context, CertificatenPerWindow));
        options.AddPolicy(Certificaatbestand, context => PerAddress(context, CertificaatbestandenPerWindow));
        options.AddPolicy(Api, context => PerAddress(context, ApiCallsPerWindow));
        options.AddPolicy(Tab, context => PerAddress(context, TabsPerWindow));
        options.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter =
                ((int)Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    private static RateLimitPartition<string> PerAddress(HttpContext context, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            KeyOf(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window });

    /// <summary>One household or school has one IPv4 address or one IPv6 /64.</summary>
    internal static string KeyOf(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain switch
        {
            null => "",
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)),
            _ => plain.ToString(),
        };
    }
}
