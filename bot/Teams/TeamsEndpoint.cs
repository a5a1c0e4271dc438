using System.Buffers;
using System.Net;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Teams;

/// <summary>
/// POST /api/messages: who may enter. 401 without a token, 403 when it does not fit, 413 for more than 256 KB, 400 for what
/// is no activity, 200 and silence for a tenant that is not on the list; then the turn. Refusals have no body.
/// </summary>
public sealed partial class TeamsEndpoint(
    BotTokenValidator validator,
    ServiceHosts hosts,
    Turns turns,
    IOptions<BotOptions> options,
    IOptions<TenantsOptions> tenants,
    IHostEnvironment environment,
    ILogger<TeamsEndpoint> logger)
{
    public const int MaxBody = 256 * 1024;

    private const string Bearer = "Bearer ";

    /// <summary>Called when something valid of a tenant on the list came in.</summary>
    public Action? Entered { get; set; }

    public async Task HandleAsync(HttpContext context)
    {
        var entrance = await EnterAsync(context);
        if (entrance.Refused is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var (refused, activity) = await ReadAsync(context);
        if (activity is null)
        {
            context.Response.StatusCode = refused;
            return;
        }

        if (entrance.Token?.Covers(activity) == false || !hosts.TryAllow(activity.ServiceUrl, out _))
        {
            Log.NotCovered(logger, activity.Id);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!tenants.Value.Allows(activity.TenantId))
        {
            Core.Telemetry.Ignored.Add(1);
            Log.OtherTenant(logger, activity.TenantId);
            return;
        }

        Entered?.Invoke();
        var answer = await turns.RunAsync(activity);
        if (activity.Content is ActivityContent.Invoke)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            var body = answer.ToInvokeBody();
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private async ValueTask<Entrance> EnterAsync(HttpContext context)
    {
        if (string.IsNullOrEmpty(options.Value.AppId))
        {
            return MayBeAnonymous(context) ? new Entrance(null, null) : Entrance.Forbidden;
        }

        string? header = context.Request.Headers.Authorization;
        if (header is null || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new Entrance(StatusCodes.Status401Unauthorized, null);
        }

        return await validator.ValidateAsync(header[Bearer.Length..].Trim(), context.RequestAborted) is { } token
            ? new Entrance(null, token)
            : Entrance.Forbidden;
    }

    /// <summary>
    /// Without a token only from this machine to this machine, while developing. A browser on this machine is kept out as well
    /// (it cannot post JSON elsewhere without asking), and so is a tunnel that says for whom it forwards.
    /// </summary>
    private bool MayBeAnonymous(HttpContext context) =>
        environment.IsDevelopment()
        && IsLoopback(context.Connection.RemoteIpAddress)
        && IsLoopback(context.Connection.LocalIpAddress)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded")
        && context.Request.HasJsonContentType();

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    private static async ValueTask<(int Refused, Activity? Activity)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBody)
        {
            return (StatusCodes.Status413PayloadTooLarge, null);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxBody)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (StatusCodes.Status413PayloadTooLarge, null);
            }

            if (read.IsCompleted)
            {
                var activity = Parse(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return (StatusCodes.Status400BadRequest, activity);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Activity? Parse(in ReadOnlySequence<byte> body) =>
        ActivityReader.Read(body.IsSingleSegment ? body.FirstSpan : body.ToArray());

    /// <summary>How far a request got: refused, or in with the token it must agree with (null: anonymous).</summary>
    private readonly record struct Entrance(int? Refused, BotToken? Token)
    {
        public static Entrance Forbidden { get; } = new(StatusCodes.Status403Forbidden, null);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {ActivityId} does not agree with its token or comes from a host we do not serve.")]
        public static partial void NotCovered(ILogger logger, string? activityId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An activity of tenant {TenantId}, which is not on the list, was ignored.")]
        public static partial void OtherTenant(ILogger logger, string? tenantId);
    }
}
