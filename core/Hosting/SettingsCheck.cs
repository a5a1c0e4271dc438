using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Isop.Core.Hosting;

/// <summary>Looks at every setting before anything starts, so that an administrator reads all that is wrong at once, a line each.</summary>
public static class SettingsCheck
{
    /// <param name="services">Those of the program.</param>
    /// <param name="besides">Makes what looks at its settings only when it is made.</param>
    public static IReadOnlyList<string> Faults(IServiceProvider services, params Action<IServiceProvider>[] besides) =>
        [.. Failures(() => services.GetService<IStartupValidator>()?.Validate()), .. besides.SelectMany(b => Failures(() => b(services)))];

    private static IEnumerable<string> Failures(Action check)
    {
        try
        {
            check();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures);
        }
        catch (InvalidOperationException wrong) when (wrong.InnerException is FormatException or OverflowException or ArgumentException)
        {
            // A value that cannot be read at all, such as a word where a number belongs.
            return [wrong.Message];
        }
    }
}
