"""`python -m collegium` is `collegium`."""

from collegium.config.command import main

if __name__ == "__main__":
    main()
