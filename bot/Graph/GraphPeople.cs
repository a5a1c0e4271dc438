namespace Isop.Bot.Graph;

/// <summary>An account in Entra, as Graph tells it.</summary>
internal sealed record GraphUser(
    string? Id, string? Mail, string? UserPrincipalName, string? UserType, bool? AccountEnabled);

/// <summary>Whose account an address is.</summary>
internal abstract record FoundUser
{
    private FoundUser()
    {
    }

    public sealed record One(string ObjectId, string? Mail, string? UserPrincipalName) : FoundUser;

    /// <summary>Nobody, several, or not somebody to write to; the reason is for the bureau (Dutch).</summary>
    public sealed record NotOne(string Reason) : FoundUser;

    public sealed record Trouble(GraphAnswer Answer) : FoundUser;
}

/// <summary>Looks people up in a tenant on the list. Needs User.Read.All there.</summary>
internal sealed class GraphPeople(GraphClient graph)
{
    /// <summary>The one account with this address: its mail, its sign-in name or another address of it.</summary>
    public async ValueTask<FoundUser> FindAsync(string tenant, string email, CancellationToken cancellationToken)
    {
        var quoted = email.Replace("'", "''", StringComparison.Ordinal);
        var filter = Uri.EscapeDataString($"mail eq '{quoted}' or userPrincipalName eq '{quoted}' or otherMails/any(m:m eq '{quoted}')");
        var users = new Dictionary<string, GraphUser>(StringComparer.OrdinalIgnoreCase);
        var ended = await graph.EachPageAsync(
            tenant,
            graph.AddressOf($"users?$filter={filter}&$select=id,mail,userPrincipalName,userType,accountEnabled"),
            BotJson.Default.GraphPageGraphUser,
            page =>
            {
                foreach (var user in page.Where(u => u.Id is not null))
                {
                    users[user.Id!] = user;
                }

                // Two are as many as two hundred: nobody is chosen.
                return ValueTask.FromResult(users.Count < 2);
            },
            cancellationToken);
        return ended switch
        {
            null => Judge([.. users.Values]),
            // About this one address: the others are looked up all the same.
            GraphAnswer.Refused { Pause: null, MissesRight: false, Status: >= 400 and < 500 and not 401 } =>
                new FoundUser.NotOne("Microsoft 365 kan dit e-mailadres niet opzoeken."),
            _ => new FoundUser.Trouble(ended),
        };
    }

    private static FoundUser Judge(IReadOnlyList<GraphUser> users) => users switch
    {
        [] => new FoundUser.NotOne("Er is geen Microsoft 365-account met dit e-mailadres."),
        [{ AccountEnabled: not true }] => new FoundUser.NotOne("Het Microsoft 365-account met dit e-mailadres staat uit."),
        [{ UserType: not "Member" }] => new FoundUser.NotOne("Het Microsoft 365-account met dit e-mailadres is van een gast."),
        [var one] => new FoundUser.One(one.Id!, one.Mail, one.UserPrincipalName),
        _ => new FoundUser.NotOne("Er is meer dan één Microsoft 365-account met dit e-mailadres."),
    };
}
