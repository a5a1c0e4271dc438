using System.Text.Json.Serialization;
using Isop.Bot.Teams;

namespace Isop.Bot.Graph;

internal abstract record InstallAnswer
{
    private InstallAnswer()
    {
    }

    /// <param name="Chat">The one-to-one chat; null when Graph did not tell, then the connector makes it.</param>
    public sealed record Installed(string? Chat) : InstallAnswer;

    /// <summary>Not for this person; the reason is for the bureau (Dutch).</summary>
    public sealed record NotForThem(string Reason) : InstallAnswer;

    public sealed record Trouble(GraphAnswer Answer) : InstallAnswer;
}

/// <summary>Installs the app for somebody. Needs TeamsAppInstallation.ReadWriteSelfForUser.All in their tenant.</summary>
internal sealed class GraphApps(GraphClient graph)
{
    /// <summary>Twice is once: what is installed already counts as installed.</summary>
    /// <param name="app">The app's id in the catalogue of the organisation.</param>
    public async ValueTask<InstallAnswer> InstallAsync(TeamsAccount account, string app, CancellationToken cancellationToken)
    {
        var installed = $"users/{Uri.EscapeDataString(account.ObjectId)}/teamwork/installedApps";
        var body = new InstallBody(graph.AddressOf($"appCatalogs/teamsApps/{app}").AbsoluteUri);
        var answer = await graph.PostAsync(
            account.Tenant, graph.AddressOf(installed), JsonContent.Create(body, BotJson.Default.InstallBody), cancellationToken);
        return answer switch
        {
            GraphAnswer.Success or GraphAnswer.Refused { Status: 409 } =>
                new InstallAnswer.Installed(await ChatAsync(account.Tenant, installed, app, cancellationToken)),
            _ when answer.Pause is not null => new InstallAnswer.Trouble(answer),
            GraphAnswer.Refused { Status: 404 } => new InstallAnswer.NotForThem("Teams kent deze persoon niet, of deze persoon heeft Teams nog nooit geopend."),
            GraphAnswer.Refused { Status: 403 } => new InstallAnswer.NotForThem(
                "Het beleid van de organisatie laat ISOP niet toe bij deze persoon, of deze persoon heeft geen licentie voor Teams."),
            GraphAnswer.Refused other => new InstallAnswer.NotForThem($"Teams kon ISOP niet installeren (fout {other.Status})."),
            _ => new InstallAnswer.Trouble(answer),
        };
    }

    /// <summary>The app is there, whatever this finds: without a chat the connector makes the conversation from the object id.</summary>
    private async ValueTask<string?> ChatAsync(string tenant, string installed, string app, CancellationToken cancellationToken)
    {
        string? installation = null;
        await graph.EachPageAsync(
            tenant, graph.AddressOf($"{installed}?$expand=teamsApp&$filter={Uri.EscapeDataString($"teamsApp/id eq '{app}'")}"),
            BotJson.Default.GraphPageGraphId,
            page => ValueTask.FromResult((installation = page.Select(i => i.Id).FirstOrDefault(id => !string.IsNullOrEmpty(id))) is null),
            cancellationToken);
        return installation is not null
            && await graph.GetAsync(tenant, graph.AddressOf($"{installed}/{Uri.EscapeDataString(installation)}/chat"), cancellationToken)
                is GraphAnswer.Success chat
            && chat.Read(BotJson.Default.GraphId) is { Id.Length: > 0 } found ? found.Id : null;
    }
}

internal sealed record GraphId(string? Id);

internal sealed record InstallBody([property: JsonPropertyName("teamsApp@odata.bind")] string TeamsApp);
