using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Isop.Bot.Graph;

/// <summary>What came of one call to Microsoft Graph. Never an exception for trouble on the other side.</summary>
internal abstract record GraphAnswer
{
    private static readonly TimeSpan WhenWeAreRefused = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(1);

    private GraphAnswer()
    {
    }

    /// <param name="Body">JSON, MIME, or nothing at all.</param>
    public sealed record Success(ReadOnlyMemory<byte> Body) : GraphAnswer
    {
        /// <summary>The body as a value; null when it is empty or something else.</summary>
        public T? Read<T>(JsonTypeInfo<T> type)
            where T : class
        {
            try
            {
                return Body.IsEmpty ? null : JsonSerializer.Deserialize(Body.Span, type);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <param name="Code">Graph's own code, when the body holds one.</param>
    /// <param name="MissesRight">Graph says that the application lacks a right (not that this person is closed to it).</param>
    public sealed record Refused(int Status, string? Code, TimeSpan? RetryAfter, bool MissesRight = false) : GraphAnswer;

    /// <summary>We cannot sign in.</summary>
    public sealed record NoToken(Exception Trouble) : GraphAnswer;

    /// <param name="WasNeverSent">Whether the request surely did not arrive.</param>
    public sealed record NoAnswer(Exception Trouble, bool WasNeverSent) : GraphAnswer;

    /// <summary>How long to leave Graph alone in this tenant, and why (Dutch); null when the answer is about one thing only.</summary>
    public (TimeSpan For, string Reason)? Pause => this switch
    {
        NoToken => (WhenWeAreRefused, "ISOP kan zich niet aanmelden bij Microsoft 365. De beheerder moet dit nakijken."),
        NoAnswer => (Shortly, "Er komt geen verbinding met Microsoft 365."),
        Refused { Status: 401 } or Refused { MissesRight: true } =>
            (WhenWeAreRefused, "ISOP mist een recht in Microsoft 365. De beheerder moet dit nakijken."),
        Refused { Status: 429 } busy => (AtLeastASecond(busy.RetryAfter), "Microsoft 365 vraagt om rustiger aan te doen."),
        Refused { Status: 408 or >= 500 } trouble => (AtLeastASecond(trouble.RetryAfter), "Microsoft 365 was niet goed bereikbaar."),
        _ => null,
    };

    private static TimeSpan AtLeastASecond(TimeSpan? asked) =>
        asked is { } wait ? (wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1)) : Shortly;
}
