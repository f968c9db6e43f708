"""`python -m app` is the command `quartier`."""

import sys

from app.cli import main

sys.exit(main())
