using System.Text.Json;
using Isop.Core.Hosting;

namespace Isop.Functions;

/// <summary>
/// The contract of the Functions host with a custom handler: the host waits until the port answers anything, then posts each call
/// to "/{function}"; a 2xx answer with a body in its shape is success, everything else a failed call.
/// </summary>
internal static partial class Invocations
{
    public const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";
    public const string IdHeader = "X-Azure-Functions-InvocationId";

    private static readonly Dictionary<string, string> NoOutputs = [];

    /// <summary>Tells the host that this process is ready, and refuses a function that is not there.</summary>
    public static void MapInvocations(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context) => AnswerAsync(context, StatusCodes.Status200OK, []));
        app.MapFallback((HttpContext context) => AnswerAsync(context, StatusCodes.Status404NotFound, ["There is no such function."]));
    }

    /// <summary>Lets a function answer the host's calls of this name; it is made at the first call.</summary>
    public static void MapFunction(this WebApplication app, string name, Func<IServiceProvider, FunctionHandler> function)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger($"Isop.Functions.{name}");
        app.MapPost($"/{name}", (HttpContext context) => RunAsync(context, name, function, logger));
    }

    private static async Task RunAsync(HttpContext context, string name, Func<IServiceProvider, FunctionHandler> function, ILogger logger)
    {
        if (await ReadAsync(context) is not { } call)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, ["The body is not a call of the Functions host."]);
            return;
        }

        try
        {
            var outcome = await function(context.RequestServices)(call, context.RequestAborted);
            if (context.RequestServices.GetService<FlushTelemetry>() is { } flush)
            {
                // After its answer this process may be put to sleep.
                await flush();
            }

            var status = outcome is Outcome.Done ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
            await AnswerAsync(context, status, outcome.Logs);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The host gave this call up; nobody reads an answer.
            Log.GivenUp(logger, name, call.Id);
        }
#pragma warning disable CA1031 // The boundary of a function: whatever it throws, the host hears that it failed.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            Log.Failed(logger, name, call.Id, trouble);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, [$"{name} failed: {trouble.GetType().Name}"]);
        }
    }

    private static async ValueTask<Invocation?> ReadAsync(HttpContext context)
    {
        try
        {
            var id = context.Request.Headers[IdHeader].ToString();
            return await JsonSerializer.DeserializeAsync(context.Request.Body, FunctionsJson.Default.InvocationRequest, context.RequestAborted)
                is { Data.ValueKind: JsonValueKind.Object } body
                ? new Invocation(id.Length == 0 ? context.TraceIdentifier : id, body.Data, body.Metadata)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, IReadOnlyList<string> logs)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new InvocationResponse(NoOutputs, logs, null), FunctionsJson.Default.InvocationResponse, cancellationToken: context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed in call {Call}.")]
        public static partial void Failed(ILogger logger, string function, string call, Exception trouble);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The host gave up call {Call} of {Function}.")]
        public static partial void GivenUp(ILogger logger, string function, string call);
    }
}
