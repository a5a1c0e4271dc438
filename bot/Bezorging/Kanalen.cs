using Isop.Bot.Teams;
using Isop.Core.Register;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Bezorging;

/// <summary>Which way leads to a person now: Teams when the app is there in a tenant on the list, else mail, else none.</summary>
public sealed class Kanalen(ConversationStore conversations, CurrentRegister register, IOptions<TenantsOptions> tenants)
{
    public async ValueTask<Weg> ChooseAsync(PersonId person, CancellationToken cancellationToken)
    {
        var known = (await register(cancellationToken)).Find(person);
        if (known is not { Beeindigd: null })
        {
            return new Weg.Gone();
        }

        var reference = await conversations.FindAsync(person, cancellationToken);
        return reference is not null && tenants.Value.Allows(reference.Account.Tenant) ? new Weg.Teams(known, reference)
            : IsAddress(known.Email) ? new Weg.Mail(known)
            : new Weg.None(known);
    }

    public static bool IsAddress(string address) => address.IndexOf('@', StringComparison.Ordinal) > 0;
}

public abstract record Weg
{
    private Weg()
    {
    }

    public sealed record Teams(Persoon Persoon, ConversationReference Reference) : Weg;

    public sealed record Mail(Persoon Persoon) : Weg;

    /// <summary>Onbereikbaar: no app, no address.</summary>
    public sealed record None(Persoon Persoon) : Weg;

    /// <summary>Not in the register any more.</summary>
    public sealed record Gone : Weg;
}
